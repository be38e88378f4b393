package io.freshet.spring.settings;

import io.freshet.remote.CodecFactory;

/** Makes codecs of what was said about values. */
public interface CodecChoice {

    /**
     * The codecs that are meant, as they are.
     *
     * @throws CodecMistakeException if there are none of that name, or their library is missing
     */
    CodecFactory named(ValueSettings values);

    /** Others, with what is meant around them: compressed from some size on, up to another. */
    CodecFactory packed(CodecFactory codecs, ValueSettings values);

    /**
     * The codecs that are meant, with what is meant around them.
     *
     * @throws CodecMistakeException if there are none of that name, or their library is missing
     */
    default CodecFactory codecs(ValueSettings values) {
        return packed(named(values), values);
    }

    /** What is wrong with the name of a codec. */
    final class CodecMistakeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String remedy;

        /** A mistake and how to mend it. */
        public CodecMistakeException(String mistake, String remedy) {
            super(mistake);
            this.remedy = remedy;
        }

        /** How to mend it. */
        public String remedy() {
            return remedy;
        }
    }
}
