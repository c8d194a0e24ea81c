package org.carbonregistry.events.http;

/** An answer that is a page of a list; {@link NextLink} says in a header where the next one is. */
public interface Paged {

    /** Cursor of the next page, or null on the last. */
    String next();
}
