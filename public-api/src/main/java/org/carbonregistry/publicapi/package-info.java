/** What everyone may see, search and verify: projections of all public facts, as JSON, CSV and web pages. */
package org.carbonregistry.publicapi;
