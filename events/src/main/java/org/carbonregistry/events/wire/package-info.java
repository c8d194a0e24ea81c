/** The form of a message on Kafka: topics, CloudEvents 1.0 in binary mode, JSON data. */
package org.carbonregistry.events.wire;
