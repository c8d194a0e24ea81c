/** Lists in a stable order: filters, cursors, JSON pages, CSV and NDJSON. */
package org.carbonregistry.publicapi.search;
