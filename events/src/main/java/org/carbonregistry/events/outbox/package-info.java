/** Messages leave the service: written in the transaction that changes the state, published in order per key by one relay. */
package org.carbonregistry.events.outbox;
