package io.freshet.console.web;

/** Decides who may look. */
public interface Gate {

    /** Who makes the request, or why it is not answered. */
    Admission admit(Visit visit);

    /** How it decides, as a sentence for a person. */
    String describe();
}
