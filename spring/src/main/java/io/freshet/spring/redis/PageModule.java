package io.freshet.spring.redis;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.Serializers;
import tools.jackson.databind.type.TypeFactory;

import java.util.List;

/**
 * Pages of Spring Data, which Jackson cannot read by itself: {@code {"content":[...],"number":0,"size":20,"total":57,"sort":[...]}}. A page
 * comes back as a {@link PageImpl} with the same content, request and total.
 */
final class PageModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    PageModule() {
        super("freshet-pages");
    }

    @Override
    public void setupModule(JacksonModule.SetupContext context) {
        super.setupModule(context);
        context.addSerializers(new Writers());
        context.addDeserializers(new Readers());
    }

    private static boolean isPage(JavaType type) {
        return type.hasRawClass(Page.class) || type.hasRawClass(PageImpl.class);
    }

    private static JavaType formOf(JavaType page, TypeFactory types) {
        return types.constructParametricType(Form.class, page.containedTypeOrUnknown(0));
    }

    /** What lies in the shared tier of a page. */
    record Form<T>(List<T> content, int number, int size, long total, List<Order> sort) {

        static <T> Form<T> of(Page<T> page) {
            Pageable request = page.getPageable();
            List<Order> sort = request.getSort().stream().map(Order::of).toList();
            return request.isPaged()
                    ? new Form<>(
                            page.getContent(),
                            request.getPageNumber(),
                            request.getPageSize(),
                            page.getTotalElements(),
                            sort)
                    : new Form<>(page.getContent(), 0, 0, page.getTotalElements(), sort);
        }

        Page<T> page() {
            Sort by = Sort.by(sort.stream().map(Order::order).toList());
            return new PageImpl<>(content, size == 0 ? Pageable.unpaged(by) : PageRequest.of(number, size, by), total);
        }
    }

    /** One property that a page is sorted by. */
    record Order(String property, Sort.Direction direction, boolean ignoreCase, Sort.NullHandling nulls) {

        static Order of(Sort.Order order) {
            return new Order(order.getProperty(), order.getDirection(), order.isIgnoreCase(), order.getNullHandling());
        }

        Sort.Order order() {
            Sort.Order order = new Sort.Order(direction, property, nulls);
            return ignoreCase ? order.ignoreCase() : order;
        }
    }

    private static final class Writers extends Serializers.Base {
        @Override
        public @Nullable ValueSerializer<?> findSerializer(
                SerializationConfig config, JavaType type, BeanDescription.Supplier bean, JsonFormat.Value format) {
            return isPage(type) ? new Writer(formOf(type, config.getTypeFactory())) : null;
        }
    }

    private static final class Readers extends Deserializers.Base {
        @Override
        public @Nullable ValueDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier bean) {
            return isPage(type) ? new Reader(formOf(type, config.getTypeFactory())) : null;
        }

        @Override
        public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
            return type == Page.class || type == PageImpl.class;
        }
    }

    private static final class Writer extends ValueSerializer<Page<?>> {
        private final JavaType form;

        Writer(JavaType form) {
            this.form = form;
        }

        @Override
        public void serialize(Page<?> page, JsonGenerator out, SerializationContext context) {
            context.findTypedValueSerializer(form, true).serialize(Form.of(page), out, context);
        }
    }

    private static final class Reader extends ValueDeserializer<Page<?>> {
        private final JavaType form;

        Reader(JavaType form) {
            this.form = form;
        }

        @Override
        public Page<?> deserialize(JsonParser in, DeserializationContext context) {
            Form<?> read = context.readValue(in, form);
            return read.page();
        }
    }
}
