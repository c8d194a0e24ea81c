/** The web pages: server-rendered, without script. */
package org.carbonregistry.publicapi.page;
