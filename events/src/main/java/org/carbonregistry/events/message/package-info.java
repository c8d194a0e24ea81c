/**
 * What the services say to each other: one record per message type, the literal type names in {@link
 * org.carbonregistry.events.message.MessageType}. Names and versions never change once released.
 */
package org.carbonregistry.events.message;
