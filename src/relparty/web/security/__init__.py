"""What stands between the network and the routes: headers, bodies, rates, forged requests, cookies."""
