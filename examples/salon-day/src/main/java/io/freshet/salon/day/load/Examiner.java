package io.freshet.salon.day.load;

import io.freshet.salon.day.check.Fact;
import io.freshet.salon.day.check.Judgement;
import io.freshet.salon.day.check.Verdicts;
import io.freshet.salon.day.http.Answer;
import io.freshet.salon.day.report.Tally;

import java.util.List;
import java.util.OptionalLong;

/** Judges the answers of cached reads against what had been acknowledged when they were asked for. Not thread-safe. */
final class Examiner {
    private final Verdicts verdicts;
    private final Tally tally;
    private final Judgement judgement = new Judgement();
    private final Prices prices = new Prices();

    Examiner(Verdicts verdicts, Tally tally) {
        this.verdicts = verdicts;
        this.tally = tally;
    }

    /** Judges the latest answer of a caller. */
    void examine(Tenant tenant, Endpoint endpoint, Caller caller) {
        Answer answer = caller.answer();
        judgement.begin(caller.sentNanos());
        if (endpoint.showsPrices()) {
            prices.judge(answer, tenant.facts().prices(), judgement);
        }
        List<Probe> probes = endpoint.probes();
        for (int i = 0; i < probes.size(); i++) {
            Probe probe = probes.get(i);
            OptionalLong shown = probe.read(answer);
            if (shown.isEmpty()) {
                tally.failed(endpoint.cache() + ": the answer does not show " + probe.fact());
                return;
            }
            long offset = tenant.offset(endpoint, i);
            judgement.number(
                    probe.fact(),
                    shown.getAsLong() - offset,
                    offset,
                    tenant.facts().of(probe.fact()));
        }
        judgement.deliver(endpoint.cache(), endpoint.label(), caller.asked().name(), tenant.id(), verdicts);
        examineSettings(tenant, caller);
    }

    /** The salon reads the settings with every request, and says which revision it has seen. */
    private void examineSettings(Tenant tenant, Caller caller) {
        Answer answer = caller.answer();
        if (!answer.hasSettings()) {
            tally.failed("The answer does not say which settings it was made with");
            return;
        }
        judgement.begin(caller.sentNanos());
        long offset = tenant.offset(Endpoint.SETTINGS, 0);
        judgement.number(
                Fact.SETTINGS_REVISION,
                answer.settingsRevision() - offset,
                offset,
                tenant.facts().of(Fact.SETTINGS_REVISION));
        judgement.deliver(
                Endpoint.SETTINGS.cache(),
                Endpoint.SETTINGS.label(),
                caller.asked().name(),
                tenant.id(),
                verdicts);
    }
}
