/** Completed retirements with their certificates, and those whose certificate is still awaited. */
package org.carbonregistry.publicapi.retirement;
