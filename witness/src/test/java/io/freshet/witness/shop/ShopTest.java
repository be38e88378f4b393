package io.freshet.witness.shop;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of the shop, on H2. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = Shop.class,
        properties = {
            "spring.datasource.generate-unique-name=true",
            "spring.sql.init.schema-locations=classpath:shop.sql",
            "freshet.defaults.ttl=10m",
            "freshet.bound=1s",
            "management.endpoints.web.exposure.include=freshetwitness"
        })
@AutoConfigureMockMvc
@interface ShopTest {}
