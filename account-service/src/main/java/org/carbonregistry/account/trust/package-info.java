/** Senders whose transfers an account takes without being asked. */
package org.carbonregistry.account.trust;
