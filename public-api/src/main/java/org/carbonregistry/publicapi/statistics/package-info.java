/** Totals that reconcile: issued is active plus buffer plus retired. */
package org.carbonregistry.publicapi.statistics;
