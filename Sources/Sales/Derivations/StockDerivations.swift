import Values

extension LineDerivations {
  /// The derivation of what there is of the product, and what the line finds of it.
  func stock(_ figure: QuoteFigure) -> Derivation? {
    guard let product = line.productID else { return nil }
    let places = quote.ground.stock[product] ?? []
    switch figure.kind {
    case .found: return found(figure, places)
    case .short: return short(figure)
    default: break
    }
    guard places.indices.contains(figure.part) else { return nil }
    let place = places[figure.part]
    switch figure.kind {
    case .warehouseReserved:
      return place.position.reserved == .zero
        ? nil : quote.state(figure, .ordered, .quantity(place.position.reserved))
    case .receipt: return quote.state(figure, .ordered, place.receipt.map { .quantity($0) })
    case .receiptDay: return quote.state(figure, .ordered, place.receiptDay.map { .day($0) })
    default:
      return quote.derive(
        figure, .quantity(place.position.free), .sum,
        [Operand(.onHand, .quantity(place.position.onHand))] + reserved(place, figure.part))
    }
  }

  /// What orders hold there, taken off.
  private func reserved(_ place: DerivationGround.Place, _ part: Int) -> [Operand] {
    guard place.position.reserved != .zero else { return [] }
    return [
      Operand(
        QuoteFigure(.warehouseReserved, line: line.number, part: part),
        .quantity(place.position.reserved), isSubtracted: true)
    ]
  }

  /// What is free when the line is reached: of every warehouse, or of its own, less what the lines above
  /// it take (AT-18).
  private func found(
    _ figure: QuoteFigure, _ places: [DerivationGround.Place]
  ) -> Derivation? {
    guard let shown = quote.ground.finds[line.number], !places.isEmpty else { return nil }
    let above = quote.draft.lines.prefix { $0.number != line.number }.filter {
      $0.productID == line.productID && $0.isCounted
    }
    // The first line of the product says whether other warehouses serve it.
    let others = (above.first ?? line).row.otherWarehouses
    let free = places.enumerated().filter { place in
      others || place.element.warehouseID == quote.draft.quote.warehouseID
    }
    let taken = above.compactMap { line -> Operand? in
      guard let found = quote.ground.finds[line.number] else { return nil }
      let taken = max(.zero, min(line.quantity, found.free))
      return taken == .zero ? nil : Operand(.taken, .quantity(taken), isSubtracted: true)
    }
    return quote.derive(
      figure, .quantity(shown.free), .sum,
      free.map {
        Operand(
          QuoteFigure(.warehouseFree, line: line.number, part: $0.offset),
          .quantity($0.element.position.free))
      } + taken)
  }

  private func short(_ figure: QuoteFigure) -> Derivation? {
    guard let shown = quote.ground.finds[line.number], shown.short > .zero else { return nil }
    return quote.derive(
      figure, .quantity(shown.short), .shortage,
      [
        Operand(QuoteFigure(.quantity, line: line.number), .quantity(line.quantity)),
        Operand(QuoteFigure(.found, line: line.number), .quantity(shown.free)),
      ])
  }
}
