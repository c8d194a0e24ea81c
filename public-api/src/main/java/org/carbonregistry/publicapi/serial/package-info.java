/** Any serial number, ours or another registry's, and its public life. */
package org.carbonregistry.publicapi.serial;
