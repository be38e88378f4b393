package io.freshet.spring.configure;

import io.freshet.spring.settings.ConfigurationMistakesException;
import io.freshet.spring.settings.Mistake;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;

import java.util.List;

/** Beans that an application may leave out, and of which only one can be meant. */
final class OnlyBean {

    private OnlyBean() {}

    /**
     * The one there is; null if there is none.
     *
     * @throws ConfigurationMistakesException if there are several, and none of them is the primary one
     */
    static <T> @Nullable T of(Class<T> type, ObjectProvider<T> beans) {
        try {
            return beans.getIfAvailable();
        } catch (NoUniqueBeanDefinitionException e) {
            throw new ConfigurationMistakesException(List.of(new Mistake(
                    "There are several beans of type " + type.getName() + ", and none of them is @Primary: "
                            + String.join(", ", e.getBeanNamesFound() == null ? List.of() : e.getBeanNamesFound()),
                    "Leave one, or mark the one that Freshet is to ask with @Primary")));
        }
    }
}
