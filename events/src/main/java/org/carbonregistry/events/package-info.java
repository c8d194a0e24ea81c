/** What the services say to each other, the outbox and inbox that carry it, and the one edge they share. */
package org.carbonregistry.events;
