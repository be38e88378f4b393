package io.freshet.redis.check;

import io.freshet.check.Check;
import io.freshet.check.Finding;
import io.freshet.check.Severity;
import io.freshet.check.Topic;
import io.freshet.remote.RemoteException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Looks at each server of the tier. Where all are as they should be that is one finding; else each that is not is named. */
final class ServerCheck implements Check {

    private final RedisTopic topic;
    private final AskedTier tier;
    private final Question question;

    ServerCheck(RedisTopic topic, AskedTier tier, Question question) {
        this.topic = topic;
        this.tier = tier;
        this.question = question;
    }

    @Override
    public Topic topic() {
        return topic;
    }

    @Override
    public List<Finding> look() {
        List<AskedServer> servers = tier.servers();
        List<Finding> findings = new ArrayList<>();
        for (AskedServer server : servers) {
            Finding finding = asked(server);
            findings.add(servers.size() == 1 ? finding : named(server, finding));
        }
        boolean isFine = findings.stream().allMatch(finding -> finding.severity() == Severity.OK);
        if (isFine && findings.size() > 1) {
            return List.of(topic.ok(findings.stream().map(Finding::found).collect(Collectors.joining("; "))));
        }
        return isFine
                ? findings
                : findings.stream()
                        .filter(finding -> finding.severity() != Severity.OK)
                        .toList();
    }

    private Finding asked(AskedServer server) {
        try {
            return question.ask(server);
        } catch (RefusedException e) {
            return topic.unknown(String.valueOf(e.getMessage()), RightsCheck.REMEDY);
        } catch (RemoteException e) {
            return topic.unchecked(String.valueOf(e.getMessage())); // the others may well answer
        }
    }

    private static Finding named(AskedServer server, Finding finding) {
        return new Finding(
                finding.id(),
                finding.severity(),
                server.name() + ": " + finding.found(),
                finding.matter(),
                finding.remedy());
    }

    /** What a server is asked. */
    @FunctionalInterface
    interface Question {

        /** The finding; blocks. */
        Finding ask(AskedServer server);
    }
}
