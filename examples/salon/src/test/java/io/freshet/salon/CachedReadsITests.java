package io.freshet.salon;

import io.freshet.annotation.Cached;
import io.freshet.salon.client.ClientFilter;
import io.freshet.salon.customer.CustomerFilter;
import io.freshet.salon.policy.Filter;
import io.freshet.salon.quote.QuoteFilter;
import io.freshet.salon.tenant.CurrentTenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/** What must be true of every cached read, whichever there are. */
@SalonTest
class CachedReadsITests {

    private static final Map<String, Object> ARGUMENTS = Map.ofEntries(
            entry("active", true),
            entry("barberId", 3L),
            entry("categoryId", 3L),
            entry("date", OneDay.TODAY),
            entry("days", 30),
            entry("filterHash", Filter.NONE),
            entry("from", OneDay.TODAY.minusDays(30)),
            entry("limit", 5),
            entry("month", YearMonth.from(OneDay.TODAY)),
            entry("page", 0),
            entry("size", 20),
            entry("skuId", 3L),
            entry("staffId", 1L),
            entry("to", OneDay.TODAY),
            entry("userId", 1L),
            entry("week", "2026-W48"),
            entry("year", 2026));

    private static final List<Filter> FILTERS =
            List.of(new ClientFilter(null), new CustomerFilter(null, null), new QuoteFilter(null, null, "", 0, 20));

    private static final Pattern SEGMENT = Pattern.compile("\\{(\\w+)}");

    /** A cached method and the bean that it is called on. */
    private record Read(Object bean, Method method) {

        Object call() throws InvocationTargetException, IllegalAccessException {
            var arguments =
                    Arrays.stream(method.getParameters()).map(Read::argument).toArray();
            return method.invoke(bean, arguments);
        }

        private static Object argument(Parameter parameter) {
            return FILTERS.stream()
                    .filter(parameter.getType()::isInstance)
                    .map(Object.class::cast)
                    .findFirst()
                    .orElseGet(() -> ARGUMENTS.get(parameter.getName()));
        }

        /** A filter is in the key by its hash, which is a parameter too. */
        boolean isHashed(Parameter parameter) {
            return Filter.class.isAssignableFrom(parameter.getType())
                    && template().contains("{" + parameter.getName() + "Hash}");
        }

        String template() {
            return Objects.requireNonNull(AnnotatedElementUtils.findMergedAnnotation(method, Cached.class))
                    .cache();
        }
    }

    @Autowired
    private ApplicationContext salon;

    @Autowired
    private JsonMapper json;

    @BeforeEach
    void enterTenant() {
        var token = Jwt.withTokenValue("token")
                .header("alg", "none")
                .claim(CurrentTenant.CLAIM, 1)
                .build();
        SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token));
    }

    @AfterEach
    void leaveTenant() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void parameters_areTheSegmentsOfTheTemplate() {
        assertThat(reads()).hasSize(30).allSatisfy(read -> {
            var segments = SEGMENT.matcher(read.template())
                    .results()
                    .map(match -> match.group(1))
                    .sorted();
            var parameters = Arrays.stream(read.method().getParameters())
                    .filter(parameter -> !read.isHashed(parameter))
                    .map(Parameter::getName)
                    .sorted();
            assertThat(segments.toList()).isEqualTo(parameters.toList());
        });
    }

    @Test
    void result_survivesJsonByItsDeclaredType() {
        assertThat(reads()).isNotEmpty().allSatisfy(read -> {
            var result = read.call();
            var declared = json.constructType(read.method().getGenericReturnType());
            Object restored = json.readValue(json.writeValueAsString(result), declared);
            assertThat(restored).isEqualTo(result);
        });
    }

    private List<Read> reads() {
        return salon.getBeansWithAnnotation(Service.class).values().stream()
                .flatMap(bean -> Stream.of(AopUtils.getTargetClass(bean).getMethods())
                        .filter(method -> AnnotatedElementUtils.hasAnnotation(method, Cached.class))
                        .map(method -> new Read(bean, method)))
                .toList();
    }
}
