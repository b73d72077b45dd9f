import Sales
import Testing

/// Each state machine against the arrows of model.md, every pair of states tried.
@Suite("States")
struct StateTests {
  private func check<State: TradeState>(_ allowed: [State: Set<State>]) {
    for from in State.allCases {
      for to in State.allCases {
        let expected = allowed[from]?.contains(to) ?? false
        #expect(from.canBecome(to) == expected, "\(from) → \(to)")
        if expected {
          #expect(throws: Never.self) { try from.becoming(to) }
        } else {
          #expect(throws: ForbiddenTransition(from: from, to: to)) { try from.becoming(to) }
        }
      }
      #expect(from.isFinal == (allowed[from] ?? []).isEmpty)
    }
  }

  @Test func quote() {
    check([
      QuoteState.draft: [.sent, .cancelled], .sent: [.accepted, .declined, .superseded],
    ])
  }

  @Test func orderLine() {
    check([
      OrderLineState.open: [.partlyDelivered, .delivered, .closed],
      .partlyDelivered: [.delivered, .closed], .closed: [.open, .partlyDelivered],
    ])
  }

  @Test func reservation() {
    check([ReservationState.held: [.consumed, .released, .expired]])
  }

  @Test func purchaseRequest() {
    check([PurchaseRequestState.open: [.ordered, .cancelled]])
  }

  @Test func purchaseLine() {
    check([
      PurchaseLineState.ordered: [.partlyReceived, .received, .closed],
      .partlyReceived: [.received, .closed],
    ])
  }

  @Test func opportunity() {
    check([OpportunityOutcome.open: [.won, .lost], .won: [.open], .lost: [.open]])
  }
}
