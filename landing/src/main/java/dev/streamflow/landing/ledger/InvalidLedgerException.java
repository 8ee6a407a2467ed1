package dev.streamflow.landing.ledger;

import static java.util.Objects.requireNonNull;

/** A document of the ledger is not what Streamflow writes, or a newer Streamflow wrote it. */
public final class InvalidLedgerException extends RuntimeException {
    private final String remedy;

    /**
     * @param message {@code Cannot read <path>: <reason>}
     * @param remedy what to do, a sentence
     * @param cause null for none
     */
    InvalidLedgerException(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = requireNonNull(remedy, "remedy is null");
    }

    public String remedy() {
        return remedy;
    }
}
