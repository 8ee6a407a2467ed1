package dev.streamflow.producers.faults;

/** How many events have been emitted of each kind of dirt; a duplicate is the second copy, not the first. */
public record FaultCounts(long malformed, long duplicate, long late, long ruleBreaking) {
    public static final FaultCounts NONE = new FaultCounts(0, 0, 0, 0);

    public FaultCounts plus(FaultCounts other) {
        return new FaultCounts(
                malformed + other.malformed,
                duplicate + other.duplicate,
                late + other.late,
                ruleBreaking + other.ruleBreaking);
    }
}
