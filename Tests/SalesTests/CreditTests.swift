import Sales
import Testing
import Values

@Suite("Credit exposure")
struct CreditTests {
  private func terms() throws -> ExposureTerms {
    var terms = ExposureTerms()
    terms.invoices = try euros("22400")
    terms.unpostedInvoices = try euros("1800")
    terms.deliveredNotInvoiced = try euros("3600")
    terms.openOrders = [
      DueAmount(try euros("5000"), due: try day("2026-12-01")),
      DueAmount(try euros("4000"), due: try day("2027-03-01")),
    ]
    terms.deposits = try euros("2000")
    terms.creditNotes = try euros("800")
    return terms
  }

  @Test("AT-34: exposure 34 000, an order of 18 000 is refused by 2 000 of a limit of 50 000")
  func verdict() throws {
    let exposure = try terms().exposure()
    #expect(try exposure == euros("34000"))
    let (order, limit) = (try euros("18000"), try euros("50000"))
    #expect(
      try CreditVerdict(exposure: exposure, order: order, limit: limit)
        == .refused(by: euros("2000")))
  }

  @Test("AT-34: a horizon of 30 days leaves out 4 000: 48 000, accepted")
  func horizon() throws {
    let exposure = try terms().exposure(until: day("2026-11-21") + 30)
    #expect(
      try CreditVerdict(exposure: exposure, order: euros("18000"), limit: euros("50000"))
        == .accepted(remaining: euros("2000")))
  }

  @Test("AT-34: an LCR of 3 000 not yet due: exposure 37 000, refused by 5 000")
  func billOfExchange() throws {
    var withBill = try terms()
    withBill.billsOfExchange = try euros("3000")
    let exposure = try withBill.exposure()
    #expect(try exposure == euros("37000"))
    #expect(
      try CreditVerdict(exposure: exposure, order: euros("18000"), limit: euros("50000"))
        == .refused(by: euros("5000")))
  }

  @Test("no limit accepts, a limit of zero refuses, exactly the limit is within it")
  func limits() throws {
    let order = try euros("1.00")
    #expect(
      try CreditVerdict(exposure: .zero, order: order, limit: nil) == .accepted(remaining: nil))
    #expect(try CreditVerdict(exposure: .zero, order: order, limit: .zero) == .refused(by: order))
    #expect(
      try CreditVerdict(exposure: .zero, order: order, limit: order) == .accepted(remaining: .zero))
  }

  private func line(_ delivered: String, _ invoiced: String) throws -> ExposedLine {
    var line = ExposedLine(total: try euros("1200.00"), ordered: try quantity("100"))
    line.delivered = try quantity(delivered)
    line.invoiced = try quantity(invoiced)
    return line
  }

  @Test("AT-35: 60 delivered, 40 invoiced: 480 open + 240 delivered + 480 invoiced = 1 200")
  func invariant() throws {
    let order = try OrderExposure(lines: [line("60", "40")])
    #expect(try order.open == euros("480"))
    #expect(try order.deliveredNotInvoiced == euros("240"))
    #expect(try order.invoiced == euros("480"))
  }

  @Test("AT-35: a deposit invoice of 30 % replaces its part: 840 + 360, then 840 once paid")
  func deposit() throws {
    let order = try OrderExposure(lines: [line("0", "0")], depositInvoiced: euros("360"))
    var terms = ExposureTerms()
    terms.openOrders = [DueAmount(order.open)]
    terms.invoices = try euros("360")
    #expect(try order.open == euros("840") && terms.exposure() == euros("1200"))
    terms.invoices = .zero
    #expect(try terms.exposure() == euros("840"))
  }

  @Test("AT-35: the parts sum to what was not cancelled, to the cent", arguments: 1...4)
  func law(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<2000 {
      let ordered = random.int(in: 1...100_000)
      let total = Amount(minor: random.int(in: 0...9_999_999))
      var line = ExposedLine(total: total, ordered: Quantity(thousandths: ordered))
      line.delivered = Quantity(thousandths: random.int(in: 0...ordered))
      line.invoiced = Quantity(thousandths: random.int(in: 0...ordered))
      let parts = try OrderExposure(lines: [line])
      #expect(parts.open + parts.deliveredNotInvoiced + parts.invoiced == total)
    }
  }

  @Test("AT-36: nothing delivered counts in full; closing the remainder frees it")
  func closing() throws {
    var open = try line("0", "0")
    #expect(try OrderExposure(lines: [open]).open == euros("1200"))
    open.delivered = try quantity("60")
    open.cancelled = try quantity("40")
    let closed = try OrderExposure(lines: [open])
    #expect(closed.open == .zero)
    #expect(try closed.deliveredNotInvoiced == euros("720"))
    // Reopened, the remainder counts again, and the limit is judged on it.
    open.cancelled = .zero
    let reopened = try OrderExposure(lines: [open])
    #expect(try reopened.open == euros("480"))
    #expect(
      try CreditVerdict(
        exposure: closed.deliveredNotInvoiced, order: reopened.open, limit: euros("1000"))
        == .refused(by: euros("200")))
  }
}

@Suite("Due days")
struct DueDayTests {
  @Test("AT-41: invoice of 15 January 2026: 16 March, 31 March, 17 March")
  func rules() throws {
    let invoice = try day("2026-01-15")
    #expect(DueDayRule.net(days: 60).due(from: invoice).isoText == "2026-03-16")
    #expect(DueDayRule.daysThenEndOfMonth(days: 45).due(from: invoice).isoText == "2026-03-31")
    #expect(DueDayRule.endOfMonthThenDays(days: 45).due(from: invoice).isoText == "2026-03-17")
  }

  @Test("30 days end of month the 10th is legal for 15 January and not for 31 January 2026")
  func legality() throws {
    let term = DueDayRule.daysThenDayOfMonth(days: 30, dayOfMonth: 10)
    let (middle, end) = (try day("2026-01-15"), try day("2026-01-31"))
    #expect(term.due(from: middle).isoText == "2026-03-10")
    #expect(term.due(from: end).isoText == "2026-04-10")
    #expect(LegalTerm.allows(due: term.due(from: middle), from: middle))
    #expect(!LegalTerm.allows(due: term.due(from: end), from: end))
    #expect(LegalTerm.latestDue(from: end).isoText == "2026-04-01")
    let last = DueDayRule.daysThenDayOfMonth(days: 0, dayOfMonth: 31)
    #expect(last.due(from: end).isoText == "2026-02-28")
  }
}

@Suite("Remainder and dunning")
struct RemainderTests {
  @Test("AT-48: 97 of 100 within 3 % closes, 96 leaves a backorder of 4")
  func tolerance() throws {
    func remainder(_ delivered: String) throws -> Remainder {
      Remainder(
        ordered: try quantity("100"), delivered: try quantity(delivered),
        tolerance: Ratio(percent: 3))
    }
    #expect(try remainder("97") == .closed(short: quantity("3")))
    #expect(try remainder("96") == .backorder(quantity("4")))
    #expect(try remainder("96").backorder == quantity("4"))
    #expect(try remainder("100") == Remainder.none)
    #expect(try remainder("103") == .over(quantity("3")))
    #expect(try remainder("104") == .tooMuch(quantity("4")))
    #expect(try remainder("0") == .backorder(quantity("100")))
  }

  @Test("AT-49: cancelling the remainder frees its reservation and says who can be served")
  func cancellation() throws {
    let cancelled = RemainderCancellation(
      ordered: try quantity("100"), cancelled: .zero, delivered: try quantity("60"),
      held: [Allotment("Lyon", try quantity("25")), Allotment("Nantes", try quantity("5"))])
    #expect(try cancelled.cancelled == quantity("40") && cancelled.freed == quantity("30"))
    #expect(cancelled.released.count == 2)
    let waiting = [
      WaitingLine("younger", lacking: try quantity("50"), since: Instant(milliseconds: 2)),
      WaitingLine("older", lacking: try quantity("20"), since: Instant(milliseconds: 1)),
    ]
    #expect(
      try cancelled.nowServed(waiting).served == [
        Allotment("older", quantity("20")), Allotment("younger", quantity("10")),
      ])
  }

  @Test("AT-50: due 31 January 2026: 10 February, 31 March, 10 April")
  func dunning() throws {
    let due = try day("2026-01-31")
    let expected = ["2026-02-10", "2026-03-31", "2026-04-10"]
    #expect(DunningPolicy.usual.schedule(due: due).map(\.isoText) == expected)
  }

  @Test("AT-50: no level is skipped and a disputed invoice stays out")
  func levels() throws {
    let (due, late) = (try day("2026-01-31"), try day("2026-06-01"))
    let policy = DunningPolicy.usual
    #expect(
      policy.nextLevel(due: due, today: try day("2026-02-09"), reached: 0, sentOn: nil) == nil)
    #expect(policy.nextLevel(due: due, today: try day("2026-02-10"), reached: 0, sentOn: nil) == 1)
    #expect(policy.nextLevel(due: due, today: late, reached: 0, sentOn: nil) == 1)
    #expect(policy.nextLevel(due: due, today: late, reached: 1, sentOn: late) == 2)
    #expect(policy.nextLevel(due: due, today: late, reached: 2, sentOn: late - 9) == nil)
    #expect(policy.nextLevel(due: due, today: late, reached: 2, sentOn: late - 10) == 3)
    #expect(policy.nextLevel(due: due, today: late, reached: 3, sentOn: due) == nil)
    #expect(
      policy.nextLevel(due: due, today: late, reached: 0, sentOn: nil, isDisputed: true) == nil)
  }
}
