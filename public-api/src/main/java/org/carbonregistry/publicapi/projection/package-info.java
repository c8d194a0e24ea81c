/** How public facts become tables: each topic has one projection, applied live and by a rebuild in the same way. */
package org.carbonregistry.publicapi.projection;
