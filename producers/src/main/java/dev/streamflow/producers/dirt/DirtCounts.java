package dev.streamflow.producers.dirt;

/** How many events have been emitted of each kind of dirt; a duplicate is the second copy, not the first. */
public record DirtCounts(long malformed, long duplicate, long late, long ruleBreaking) {
    public static final DirtCounts NONE = new DirtCounts(0, 0, 0, 0);

    public DirtCounts plus(DirtCounts other) {
        return new DirtCounts(
                malformed + other.malformed,
                duplicate + other.duplicate,
                late + other.late,
                ruleBreaking + other.ruleBreaking);
    }
}
