package dev.streamflow.etl;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A JVM that is stopped by a debugger at an exact place, and there killed as by {@code kill -9}. */
final class DebuggedProcess {
    private DebuggedProcess() {}

    /** Starts the JVM of a command, whose options these are in front of. */
    @FunctionalInterface
    interface Start {
        Process with(List<String> options) throws IOException;
    }

    /**
     * Runs a JVM until a method of a class is about to begin for the n-th time, and kills it.
     *
     * @param type the class, by its full name
     * @param method its name, which no other of the class has
     * @param call from 1
     * @throws AssertionError if the JVM ends before
     */
    static void killAtCall(Start start, String type, String method, int call) throws IOException, InterruptedException {
        ListeningConnector connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(known -> known.name().equals("com.sun.jdi.SocketListen"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("localAddress").setValue("127.0.0.1");
        try {
            String port = connector.startListening(arguments).replaceFirst(".*:", "");
            Process process = start.with(
                    List.of("-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=127.0.0.1:" + port));
            try {
                runUntil(connector.accept(arguments), type, method, call);
            } finally {
                connector.stopListening(arguments);
                process.destroyForcibly().waitFor();
            }
        } catch (IllegalConnectorArgumentsException e) {
            throw new AssertionError("Cannot listen for a JVM to debug", e);
        }
    }

    private static void runUntil(VirtualMachine jvm, String type, String method, int call) throws InterruptedException {
        ClassPrepareRequest loaded = jvm.eventRequestManager().createClassPrepareRequest();
        loaded.addClassFilter(type);
        loaded.enable();
        try {
            while (true) {
                EventSet events = jvm.eventQueue().remove();
                for (Event event : events) {
                    if (event instanceof ClassPrepareEvent prepared) {
                        Method named =
                                prepared.referenceType().methodsByName(method).get(0);
                        BreakpointRequest request = jvm.eventRequestManager().createBreakpointRequest(named.location());
                        request.addCountFilter(call);
                        request.enable();
                    } else if (event instanceof BreakpointEvent) {
                        return;
                    }
                }
                events.resume();
            }
        } catch (VMDisconnectedException e) {
            throw new AssertionError("the JVM has ended before call " + call + " of " + type + "." + method, e);
        }
    }
}
