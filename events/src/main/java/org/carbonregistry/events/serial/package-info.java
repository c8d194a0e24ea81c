/** The names of credits: serial numbers and ranges of units within a block. */
package org.carbonregistry.events.serial;
