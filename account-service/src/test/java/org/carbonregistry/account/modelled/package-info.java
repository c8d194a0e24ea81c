/**
 * The service against a model of it: long random sequences of all its commands from many threads to two replicas, with lost
 * replies and faults, and afterwards every unit, status, movement and message compared with what the model says.
 */
package org.carbonregistry.account.modelled;
