import Exchange

/// The writer of JSON stands in `Exchange`, because the workstation's exports write with it too.
typealias JSON = Exchange.JSON
