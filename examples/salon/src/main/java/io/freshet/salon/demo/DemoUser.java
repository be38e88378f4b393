package io.freshet.salon.demo;

/** A user of the demo data, whom everybody may try: the page fills in what a login needs. */
record DemoUser(long tenant, String email, String password) {}
