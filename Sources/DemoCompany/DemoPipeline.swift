import Values

extension DemoPlan {
  /// The opportunity at that place. Places are spread over the stages in fixed proportions:
  /// 17 % Prospect, 16 Qualifié, 15 Devis envoyé, 10 Négociation, 24 Devis accepté, 18 Perdu.
  public func opportunity(_ index: Int) -> DemoOpportunity {
    var chance = chance(.opportunity, index)
    let stage = stage(index)
    let stays = stays(stage, &chance)
    let customerIndex = Int(chance.int(in: 0...Int64(size.customers - 1)))
    let isKnown = stage != .prospect || chance.int(in: 0...5) > 0
    let buyer = customer(customerIndex)
    let titles = content.words["title"] ?? []
    let title = titles.isEmpty ? "" : titles[(index * 7 + index / titles.count) % titles.count]
    let isClosed = stage == .won || stage == .lost
    let closed = isClosed ? stays.last?.entered : nil
    let drift = Int(chance.int(in: -12...90))
    let typed = chance.int(in: 4...180) * 10_000
    let hasAmount = stage.rawValue <= DemoStage.qualified.rawValue && chance.int(in: 0...4) > 0
    let hasRival = stage == .lost || chance.int(in: 0...5) == 0
    return DemoOpportunity(
      index: index, title: Self.filled(title, ["town": buyer.town]),
      customer: isKnown ? customerIndex : nil, salesperson: buyer.salesperson, stays: stays,
      amount: hasAmount ? Amount(minor: typed) : nil,
      expectedClose: closed ?? DemoCalendar.working(today + drift), closed: closed,
      origin: chance.pick(content.words["origin"] ?? []) ?? "",
      lostReason: stage == .lost ? chance.pick(content.words["lost"] ?? []) : nil,
      competitor: hasRival ? chance.pick(content.words["competitor"] ?? []) : nil)
  }

  /// 617 is prime to 1 000: consecutive places fall all over the thousand.
  private func stage(_ index: Int) -> DemoStage {
    switch (index * 617 + 13) % 1_000 {
    case ..<170: .prospect
    case ..<330: .qualified
    case ..<480: .quoteSent
    case ..<580: .negotiation
    case ..<820: .won
    default: .lost
    }
  }

  private func stays(_ stage: DemoStage, _ chance: inout SeededGenerator) -> [DemoStay] {
    let isClosed = stage == .won || stage == .lost
    var path: [DemoStage] =
      switch stage {
      case .won:
        chance.int(in: 0...2) > 0
          ? [.prospect, .qualified, .quoteSent, .negotiation] : [.qualified, .quoteSent]
      case .lost: Array(DemoStage.allCases[0...Int(chance.int(in: 0...3))])
      default: Array(DemoStage.allCases[0...stage.rawValue])
      }
    let end = isClosed ? today - Int(chance.int(in: 1...500)) : today
    let lengths = path.indices.map { _ in Int(chance.int(in: 2...28)) }
    var entered = end - lengths.reduce(0, +)
    if isClosed { path.append(stage) }
    return path.enumerated().map { place, stage in
      let isLast = place == path.count - 1
      let left = place < lengths.count ? entered + lengths[place] : entered
      defer { entered = left }
      return DemoStay(stage: stage, entered: entered, left: isLast ? nil : left)
    }
  }

  /// The versions of its quote, oldest first; none before the stage where quotes are written, and
  /// none while the customer is unknown.
  public func quotes(of opportunity: DemoOpportunity) -> [DemoQuote] {
    guard let buyer = opportunity.customer, let state = quoteState(opportunity) else { return [] }
    var chance = chance(.quote, opportunity.index)
    let customer = customer(buyer)
    let stay = opportunity.stays.first { $0.stage == .quoteSent }
    let sent = state == .draft || state == .cancelled ? nil : stay?.entered
    let written = sent.map { $0 - 1 } ?? (opportunity.stays.last?.entered ?? today - 1)
    let hasReference = state == .accepted && chance.int(in: 0...1) == 0
    let lines = lines(
      Int(chance.int(in: 3...9)), for: customer, place: -1 - opportunity.index * 2)
    func version(_ number: Int, _ state: DemoQuoteState, _ day: Day, _ lines: [DemoLine])
      -> DemoQuote
    {
      DemoQuote(
        opportunity: opportunity.index, customer: buyer, version: number, state: state,
        written: day, sent: state == .draft || state == .cancelled ? nil : day + 1,
        validUntil: day + 31,
        customerReference: hasReference ? "CDE-\(4_000 + opportunity.index)" : nil, lines: lines)
    }
    guard sent != nil, chance.int(in: 0...3) == 0 else {
      return [version(1, state, written, lines)]
    }
    let more = self.lines(2, for: customer, place: -2 - opportunity.index * 2)
    let known = Set(lines.map(\.product))
    let second = lines + more.filter { !known.contains($0.product) }
    // Under negotiation the next version is still a draft, so the first one stays the valid one.
    if opportunity.stage == .negotiation {
      let day = max(written + 1, today - 2)
      return [version(1, .sent, written, lines), version(2, .draft, day, second)]
    }
    let last = opportunity.closed ?? today - 1
    let day = max(written, min(written + 3, last - 1))
    return [version(1, .superseded, written, lines), version(2, state, day, second)]
  }

  private func quoteState(_ opportunity: DemoOpportunity) -> DemoQuoteState? {
    switch opportunity.stage {
    case .prospect: opportunity.index % 8 == 0 ? .cancelled : nil
    case .qualified: opportunity.index % 2 == 0 ? .draft : nil
    case .quoteSent, .negotiation: .sent
    case .won: .accepted
    case .lost:
      opportunity.stays.contains { $0.stage == .quoteSent } ? .declined : nil
    }
  }

  /// The next action of an open opportunity, and what was done before: one in four is late, one in
  /// five is for today, some have none.
  public func tasks(of opportunity: DemoOpportunity) -> [DemoTask] {
    var chance = chance(.task, opportunity.index)
    let texts = content.words["activity"] ?? []
    var tasks: [DemoTask] = []
    let first = opportunity.opened + 1
    if first < today {
      tasks.append(
        DemoTask(
          opportunity: opportunity.index, salesperson: opportunity.salesperson,
          text: chance.pick(texts) ?? "", due: first, done: first))
    }
    guard opportunity.closed == nil else { return tasks }
    let due: Day? =
      switch chance.int(in: 0...19) {
      case 0..<5: today - Int(chance.int(in: 1...12))
      case 5..<9: today
      case 9..<17: DemoCalendar.working(today + Int(chance.int(in: 1...25)))
      default: nil
      }
    if let due {
      tasks.append(
        DemoTask(
          opportunity: opportunity.index, salesperson: opportunity.salesperson,
          text: chance.pick(texts) ?? "", due: max(due, first), done: nil))
    }
    return tasks
  }
}
