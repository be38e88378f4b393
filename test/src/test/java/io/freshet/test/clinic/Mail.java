package io.freshet.test.clinic;

import org.springframework.stereotype.Component;

/** Has nothing to do with caches. */
@Component
public class Mail {}
