package io.freshet.salon.job;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets the jobs run by the clock. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class JobConfiguration {}
