package io.freshet.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names rows and columns that the result of a cached method is computed from, so that other writes to the table leave it alone.
 *
 * <pre>{@code
 * @Cached(cache = "availability:{barberId}:{date}", ttl = "10m")
 * @DependsOn(entity = Appointment.class, by = {"barberId", "date"}, columns = {"start", "end", "status"})
 * public Availability availability(long barberId, LocalDate date) { ... }
 * }</pre>
 *
 * A write invalidates the result if a row has, before or after it, the values of the parameters in the columns of {@link #by}, and if it is
 * inserted, deleted, or changes one of the {@link #columns}. Without {@code by} every row counts, without {@code columns} every column.
 *
 * <p>The result must not be computed from other rows or columns of the table: then depend on the whole of it. On a class it holds for all cached
 * methods of the class; on another annotation, for what that stands on.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Repeatable(DependsOn.All.class)
public @interface DependsOn {

    /** The entity whose table is read; or {@link #table()}. */
    Class<?> entity() default void.class;

    /** The table that is read; or {@link #entity()}. */
    String table() default "";

    /**
     * Attributes of the entity, or columns, that have the value of a parameter of the method: {@code "barberId"} for the parameter of the same
     * name, {@code "owner=userId"} for another. The parameter has to be part of the key, and of the type of the column: whole numbers, text,
     * enums, {@code boolean}, {@code UUID}, {@code LocalDate}.
     */
    String[] by() default {};

    /** The attributes or columns that are read, besides those of {@link #by()}. */
    String[] columns() default {};

    /**
     * Which rows are read, besides by {@link #by()}; blank for all. A write to a row that is outside before and after it leaves the result alone;
     * one that takes a row in or out does not.
     *
     * <pre>{@code
     * where = "status = 'ACCEPTED' AND (due IS NULL OR due >= DATE '2026-01-01')"
     * }</pre>
     *
     * Attributes or columns, compared by {@code = <> < <= > >= IN, NOT IN, IS NULL, IS NOT NULL} with constants: texts and names of enum constants
     * in single quotes, whole numbers, TRUE, FALSE, dates; joined by AND, OR, NOT and parentheses. What is neither true nor false, as a comparison
     * with null, is outside. Constants are values of the column. Its columns count as {@link #columns()}.
     */
    String where() default "";

    /** Holds repeated {@link DependsOn}. */
    @Documented
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
    @interface All {
        /** The annotations as written. */
        DependsOn[] value();
    }
}
