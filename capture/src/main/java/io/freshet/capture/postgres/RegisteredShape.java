package io.freshet.capture.postgres;

import io.freshet.tag.Condition;
import io.freshet.tag.ConditionException;
import io.freshet.tag.Shape;

import java.util.List;

/** Reads what is registered of a shape. */
final class RegisteredShape {

    private RegisteredShape() {}

    /**
     * The shape of a row of the registry.
     *
     * @param marks the columns that are read, with the name that stands for its condition
     * @param condition empty for none; also where an application that knew no conditions has registered it
     */
    static Shape shape(String table, List<String> pinned, List<String> marks, String condition) {
        try {
            return Shape.ofMarks(table, pinned, marks, Condition.parse(condition));
        } catch (ConditionException e) {
            return Shape.of(
                    table, pinned, marks); // of a later language: every write to the pinned rows is told under its tag
        }
    }
}
