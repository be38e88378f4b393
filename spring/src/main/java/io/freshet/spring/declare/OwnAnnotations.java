package io.freshet.spring.declare;

import io.freshet.spring.settings.ConfigurationMistakesException;
import io.freshet.spring.settings.Mistake;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import java.util.ArrayList;
import java.util.List;

/** Refuses an application that is to be observed only, but needs Freshet's own annotations: nothing would answer them. */
public final class OwnAnnotations implements SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beans;

    /** Looks among these beans. */
    public OwnAnnotations(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /** @throws ConfigurationMistakesException naming every method that has one */
    @Override
    public void afterSingletonsInstantiated() {
        AnnotatedBeans found = new AnnotatedBeans(beans);
        List<Mistake> mistakes = new ArrayList<>();
        found.cached().forEach(each -> mistakes.add(mistake("@Cached", each.describe())));
        found.invalidating().forEach(each -> mistakes.add(mistake("@Invalidates", each.describe())));
        if (!mistakes.isEmpty()) {
            throw new ConfigurationMistakesException(mistakes);
        }
    }

    private static Mistake mistake(String annotation, String method) {
        return new Mistake(
                "freshet.mode is observe, which caches and invalidates nothing, but " + method + " is annotated with "
                        + annotation,
                "Set freshet.mode=on: observe is for applications whose caches are not Freshet's yet");
    }
}
