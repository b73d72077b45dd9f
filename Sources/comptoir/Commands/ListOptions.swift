import ArgumentParser
import SalesStore

/// What narrows a list.
struct ListOptions: ParsableArguments {
  @Option(name: .customLong("search"), help: Words.help("search")) var text: String?
  @Option(name: .customLong("salesperson"), help: Words.help("salesperson"))
  var salesperson: String?
  @Option(name: .customLong("customer"), help: Words.help("customer")) var customer: String?
  @Option(name: .customLong("limit"), help: Words.help("limit")) var limit = 200

  func validate() throws {
    guard limit > 0 else { throw ValidationError.value("--limit", String(limit)) }
  }

  /// The filter, with the states asked for.
  func filter(
    _ shell: Shell, in reader: some StoreReading, states: [String] = []
  ) throws -> ListFilter {
    var filter = ListFilter()
    filter.text = text ?? ""
    filter.salespersonID = try salesperson.map { try reader.salesperson(coded: $0).id }
    filter.customerID = try customer.map { try shell.customer($0, in: reader).id }
    filter.states = states
    filter.limit = limit
    return filter
  }
}
