/** The projections made anew from the topics, on a registrar's demand, while the old answers stay visible. */
package org.carbonregistry.publicapi.rebuild;
