package io.freshet.spring.watch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;

class CurrentWriterTests {

    @AfterEach
    void clear() {
        TransactionSynchronizationManager.setCurrentTransactionName(null);
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void transactionsMethod_isTheWriter_withTheRoute() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/pets/7/visits");
        request.setAttribute("org.springframework.web.servlet.HandlerMapping.bestMatchingPattern", "/pets/{id}/visits");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        TransactionSynchronizationManager.setCurrentTransactionName("io.freshet.clinic.Visits.add");
        assertThat(CurrentWriter.now().describe()).isEqualTo("Visits.add (POST /pets/{id}/visits)");
    }

    @Test
    void methodOfTheFramework_isNot() {
        TransactionSynchronizationManager.setCurrentTransactionName(
                "org.springframework.data.jpa.repository.support.SimpleJpaRepository.save");
        assertThat(CurrentWriter.now().method()).doesNotContain("SimpleJpaRepository");
        assertThat(CurrentWriter.now().request()).isEmpty();
    }
}
