/** What this service knows of the accounts and programmes that others keep. */
package org.carbonregistry.retirement.registers;
