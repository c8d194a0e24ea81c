/** Bodies of lines, of any number: read with back-pressure, each line durable before many more are read. */
package org.carbonregistry.events.lines;
