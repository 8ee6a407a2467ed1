package dev.streamflow.producers.fields;

import dev.streamflow.producers.event.JsonBytes;

/** A property of an object: its name, its value, and how often it is left out. */
final class Member {
    private final String name;
    private final byte[] label;
    private final Cell cell;
    private final double absent;
    private boolean present = true;

    Member(String name, Cell cell, double absent) {
        this.name = name;
        this.label = new JsonBytes().string(name).raw(':').toByteArray();
        this.cell = cell;
        this.absent = absent;
    }

    void draw(Moment moment) {
        present = absent == 0 || !moment.draws().chance(absent);
        if (present) {
            cell.draw(moment);
        }
    }

    boolean present() {
        return present;
    }

    void write(JsonBytes json) {
        json.raw(label);
        cell.write(json);
    }

    String name() {
        return name;
    }

    Cell cell() {
        return cell;
    }
}
