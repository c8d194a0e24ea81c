/** Decides for whom and why a credit is used up. */
package org.carbonregistry.retirement;
