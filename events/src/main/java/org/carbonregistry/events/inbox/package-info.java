/** Messages arrive: applied once, facts in number order, gaps asked for again, what cannot be read put aside. */
package org.carbonregistry.events.inbox;
