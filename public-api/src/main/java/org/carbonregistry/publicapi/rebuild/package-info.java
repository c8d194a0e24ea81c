/** All projections thrown away and read again from Kafka, by one command. */
package org.carbonregistry.publicapi.rebuild;
