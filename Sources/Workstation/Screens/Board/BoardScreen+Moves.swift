import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// A move shows at once; the act follows. Where a rule refuses, the board is read again and the card
// stands where it was.

extension BoardScreen {
  /// Moves the subjects one stage to the left or to the right.
  mutating func shift(by step: Int, _ session: Session) -> [Effect] {
    let cards = subjects
    guard let first = cards.first else { return [] }
    let place = columns.firstIndex { column in column.cards.contains { $0.id == first.id } }
    guard let place, columns.indices.contains(place + step) else { return [] }
    let target = columns[place + step].stage
    if first.outcome == .won { return perform(ReopenOpportunity(first.id)) }
    if target.outcome == .won { return win(first) }
    let missing = missingFields(of: target, first)
    if !missing.isEmpty {
      asked = .fields(cards.map(\.id), target.id, stages(of: cards))
      return [.ask(OpportunityForms.missing(missing, for: target, session))]
    }
    let read = stages(of: cards)
    relocate(cards, to: target, session)
    return perform(MoveOpportunities(cards.map(\.id), to: target.id, read: read))
  }

  /// The stage in which each card is shown.
  private func stages(of cards: [BoardCard]) -> [ID<Opportunity>: ID<Stage>] {
    var found: [ID<Opportunity>: ID<Stage>] = [:]
    for card in cards {
      found[card.id] = columns.first { $0.cards.contains { $0.id == card.id } }?.stage.id
    }
    return found
  }

  /// Enters the won stage: by accepting the quote the customer holds, or not at all.
  mutating func win(_ card: BoardCard) -> [Effect] {
    actsUnderWay += 1
    return [OpportunityQuestion.win(card.id)]
  }

  mutating func perform<Kind: Act>(_ act: Kind) -> [Effect] {
    actsUnderWay += 1
    return [.act(act)]
  }

  /// What the stage asks for and the card lacks, in the words of the store.
  private func missingFields(of stage: Stage, _ card: BoardCard) -> [String] {
    stage.requiredFields.split(separator: " ").map(String.init).filter { field in
      switch field {
      case "customer": card.customerID == nil
      case "amount": card.amount == nil
      case "expectedClose": card.expectedCloseDay == nil
      case "source": card.source.isEmpty
      default: false
      }
    }
  }

  /// Shows the cards in another column, sums included, before the store knows; the cursor follows.
  mutating func relocate(_ cards: [BoardCard], to stage: Stage, _ session: Session) {
    guard var board, let target = board.columns.firstIndex(where: { $0.stage.id == stage.id })
    else { return }
    for card in cards {
      for place in board.columns.indices {
        guard let index = board.columns[place].cards.firstIndex(where: { $0.id == card.id })
        else { continue }
        board.columns[place].cards.remove(at: index)
        board.columns[place].count(card, leaving: true)
      }
      var moved = card
      moved.stageID = stage.id
      moved.stageDay = session.today
      moved.probability = stage.probability
      let cards = board.columns[target].cards
      let place = cards.firstIndex { board.filter.order.areInOrder(moved, $0) } ?? cards.count
      board.columns[target].cards.insert(moved, at: place)
      board.columns[target].count(moved)
    }
    self.board = board
    marked = []
    current = target
    chosen[stage.id] = cards.first?.id
    settle()
  }
}
