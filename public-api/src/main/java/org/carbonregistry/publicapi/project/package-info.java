/** Programmes, methodologies, bodies and projects as their public facts tell them. */
package org.carbonregistry.publicapi.project;
