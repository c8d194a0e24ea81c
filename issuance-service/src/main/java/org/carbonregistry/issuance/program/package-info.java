/** Programmes: the rules under which credits are issued, and the closing of an import. */
package org.carbonregistry.issuance.program;
