package org.carbonregistry.deploy.systemtest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of this class get a {@link RunningRegistry} with so many replicas of each service. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OneRegistryAtATime.class)
@interface Replicas {

    /** At least 1. */
    int value();
}
