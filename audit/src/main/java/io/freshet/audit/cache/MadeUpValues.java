package io.freshet.audit.cache;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.scan.Program;

import java.util.List;

/**
 * Values that are kept and that no table can have told: constants, and what a library's static methods make of these, as a random code that is
 * valid for a while. A method that keeps only such is no cached read, whatever it looks up besides.
 */
final class MadeUpValues {

    /** Its static methods ask the database. */
    private static final String ASKING = "com/baomidou/";

    private final Program program;

    MadeUpValues(Program program) {
        this.program = program;
    }

    /** Whether all that a call is given besides the key is made up. */
    boolean areAllOf(List<Symbol> given, Symbol key) {
        List<Symbol> values = given.stream().filter(each -> !each.equals(key)).toList();
        return !values.isEmpty() && values.stream().allMatch(this::isMadeUp);
    }

    private boolean isMadeUp(Symbol symbol) {
        if (symbol instanceof Symbol.Constant) {
            return true;
        } else if (symbol instanceof Symbol.Joined joined) {
            return joined.parts().stream().allMatch(this::isMadeUp);
        } else if (symbol instanceof Symbol.OneOf oneOf) {
            return oneOf.alternatives().stream().allMatch(this::isMadeUp);
        } else if (symbol instanceof Symbol.Field field) {
            return !program.isOwn(field.owner());
        }
        return symbol instanceof Symbol.Result result
                && !program.isOwn(result.method().owner())
                && !result.method().owner().startsWith(ASKING)
                && (result.receiver() == null || isMadeUp(result.receiver()))
                && result.arguments().stream().allMatch(this::isMadeUp);
    }
}
