/** The edge of every service: problem documents, strict parameters, idempotency keys, who is calling. */
package org.carbonregistry.events.http;
