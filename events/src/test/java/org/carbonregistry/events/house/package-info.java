/** What the house cares about in every service, as tests to extend: security of every endpoint, architecture, OpenAPI. */
package org.carbonregistry.events.house;
