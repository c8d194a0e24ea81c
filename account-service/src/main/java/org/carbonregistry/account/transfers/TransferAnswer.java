package org.carbonregistry.account.transfers;

/**
 * A transfer, as the answer to who offered or decided it.
 *
 * @param replayed whether the same was asked before, so that nothing was done now
 */
public record TransferAnswer(Transfer transfer, boolean replayed) {}
