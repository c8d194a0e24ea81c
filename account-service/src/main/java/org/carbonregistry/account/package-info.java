/** Decides who owns each serial number. */
package org.carbonregistry.account;
